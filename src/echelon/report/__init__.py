"""The report: a campaign analysis as one file that can be read, looked at, checked and sent."""
