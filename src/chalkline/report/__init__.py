"""What do the board, families and auditors see?"""
