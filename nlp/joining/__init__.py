"""All names of an index against each other, by sorting whole columns: what an audit asks.

`join` asks for everything; `texts` and `cuts` are the columns (each different text once; where its worn words
lie), `characters` tells what they are written with, `said` and `ways` how they may be said; `kinds`, `meant`,
`short`, `held` and `heard` are the ways by which two names can be near; `files` keeps the columns, `hashing`
tells texts and stretches apart.
"""
