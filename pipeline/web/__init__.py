"""What the report and the review desk share: their words in two languages, and templates in which everything is escaped."""
