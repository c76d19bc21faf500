"""The interfaces of storage, one protocol for each capability; Store combines them.

Times are aware UTC datetimes, and every write belongs inside a transaction.
"""
