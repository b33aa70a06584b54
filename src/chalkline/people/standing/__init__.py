"""Which trainings of a person are current, as later steps report it?

Owns: current training (a person, a training, up to which day). It decides nothing: the step that keeps training
records writes here, and the standing pack reads. It refuses nothing but who may not write.
"""
