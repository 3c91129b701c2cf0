"""From a closed errand to a message in somebody's mailbox, and to the end of what is known about them."""
