"""Who gets there: trains, columns and travellers on the ground."""
