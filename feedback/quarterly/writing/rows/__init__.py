"""Every number a quarter's summary shows, as rows: table by table, each row with a number of its own."""
