"""Many pages: worker processes (``pool``, ``worker``), what is done already (``ledger``, ``fingerprint``, ``lock``), how far it
is (``status``), and more machines (``cluster``).

Nothing here knows what a stage does: functions and bytes are handed in, and ``convert`` hands them in.
"""
