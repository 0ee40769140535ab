/** What scripts may rely on: docs/contracts.md, section 8. */
export const EXIT = {
  done: 0,
  notCompleted: 1,
  refused: 2,
  waitsForPerson: 3,
  limited: 4,
  driven: 5,
  agentUnavailable: 6,
  internal: 70,
  interrupted: 130,
} as const
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]
