import type { z } from 'zod'

type Issue = z.core.$ZodIssue

const MAX_PROBLEMS = 5

/** Pure. What is wrong with a person's JSON, each fault with its place, in one line. */
export function settingsProblems(issues: readonly Issue[]): string {
  const problems = issues.flatMap((issue) => problemsOf(issue, issue.path))
  const more = problems.length - MAX_PROBLEMS
  return [...problems.slice(0, MAX_PROBLEMS), ...(more > 0 ? [`and ${more} more`] : [])].join('; ')
}

function problemsOf(issue: Issue, at: readonly PropertyKey[]): string[] {
  if (issue.code === 'invalid_key') return issue.issues.map(({ message }) => `${placeOf(at)}: ${message}`)
  if (issue.code === 'invalid_union') {
    // Of the forms that it could have, the one that it comes nearest to.
    const [nearest] = [...issue.errors].sort((one, other) => one.length - other.length)
    if (nearest !== undefined) return nearest.flatMap((inner) => problemsOf(inner, [...at, ...inner.path]))
  }
  return [`${placeOf(at)}: ${issue.message}`]
}

const placeOf = (at: readonly PropertyKey[]): string => at.map(String).join('.') || 'the file'
