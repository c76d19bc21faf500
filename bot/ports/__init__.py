"""What storage must offer, one protocol for each capability.

Store composes them. Times come in and go out as aware UTC datetimes, and every write belongs inside a transaction.
"""
