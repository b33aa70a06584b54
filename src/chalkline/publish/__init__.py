"""What exactly is in force at the gateway, who put it there, and who holds a key?"""
