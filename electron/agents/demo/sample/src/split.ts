/** Shares in whole cents. They differ by at most one cent; the first people pay the extra ones. */
export function splitEvenly(cents: number, people: number): number[] {
  if (!Number.isInteger(people) || people < 1) throw new RangeError(`Cannot split among ${people} people`)
  const share = Math.floor(cents / people)
  const extraCents = cents - share * people
  return Array.from({ length: people }, (_, person) => (person < extraCents ? share + 1 : share))
}
