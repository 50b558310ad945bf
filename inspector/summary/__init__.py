"""What every face says about an exposure: headline, use table, facts, labels and sentences."""
