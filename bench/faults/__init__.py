"""Judges the rules of hongtou: faults are put into clean documents, and it is counted how many are found.

The faults stood before the rules: no one grades own work. Rule GB-13A, the twenty-two rules of routing and the two of
burden are older than this program; everything else it judges came after it.

- ``carriers/``   clean documents of a county that does not exist, named ``genre-matter.txt``; the genre is its pinyin;
                  those in ``carriers/third/`` came with wordings C, and wordings A and B stay out of them
- ``kinds/``      one file for each family: the kinds of fault, and what a finding must be about to count
- ``seen/``       wordings A of each kind, one module for each family
- ``unseen/``     wordings B, in another vocabulary, place and construction. Who writes rules never opens this folder,
                  and the program prints no more than counts of it
- ``third/``      wordings C, by a third hand that read neither rules nor wordings; closed to who writes rules as B is,
                  and counted seldom (decision 0027)
- ``true_faults/`` what is really wrong in held-out documents, by digest and offsets, without their text
"""
