"""Who works for whom: staffs that grant or refuse their work, strike, and gather."""
