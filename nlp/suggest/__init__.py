"""Names proposed to a unit, and the smallest change that clears a refused name.

Flow: a `Request` is turned into `Material` (words by role), the methods make `Candidate`s of it,
and `propose` keeps those that read well, differ among themselves and pass the check it is handed.
The methods never judge and the check never invents.
"""

from __future__ import annotations

from nlp.suggest.candidate import Candidate, Origin
from nlp.suggest.material import Material, Request, gather
from nlp.suggest.propose import propose

__all__ = ["Candidate", "Material", "Origin", "Request", "gather", "propose"]
