"""How an answer is read: its language, its words, and the stem that joins the forms of a word."""
