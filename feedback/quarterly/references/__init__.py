"""Others' values: read from files, stored with source and year, shown beside ours and never judged against them."""

from feedback.insight.reference_values import references_for as references_for
