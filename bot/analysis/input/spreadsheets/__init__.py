"""Tables, as spreadsheets and other tools save them: one row for each event, or one for each incident."""
