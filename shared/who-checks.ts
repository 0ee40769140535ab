import type { AgentRow } from './views.ts'

type Known = Pick<AgentRow, 'id' | 'name' | 'family' | 'state'>
/** The first is asked for first. */
const USABLE = ['ready', 'login_unknown', 'login_needed'] as const

/** Who checks whose work, in a sentence; null for the demo agents, who have no model, and for agents that nobody knows. */
export function whoChecks(makerId: string, checkerId: string, known: readonly Known[]): string | null {
  const [maker, judge] = [makerId, checkerId].map((wanted) => known.find(({ id }) => id === wanted))
  if (maker === undefined || judge === undefined || judge.id === 'demo') return null
  if (maker.id === judge.id) {
    const other = otherFamily(maker, known)
    const why = other ? `${other.name} would be of another family` : 'no second family is installed'
    return `The checker is the same agent as implementation, in a fresh session: ${why}.`
  }
  if (maker.family === judge.family) {
    return `The checker, ${judge.name}, is of the same family as implementation (${maker.family}).`
  }
  return `The checker, ${judge.name}, is of another family (${judge.family}) than implementation (${maker.family}).`
}

function otherFamily(maker: Known, known: readonly Known[]): Known | undefined {
  const others = known.filter(({ id, family }) => id !== 'demo' && family !== maker.family)
  return USABLE.flatMap((state) => others.filter((agent) => agent.state === state))[0]
}
