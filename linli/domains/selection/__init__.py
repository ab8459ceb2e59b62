"""How stewards and heads of buildings are chosen: stages of the method, candidates, documents, votes, notice, appointment."""
