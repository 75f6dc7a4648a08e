ALTER TABLE ImportVerdicts ADD Changes {longtext} NULL
