/** A closed set of words, what else is known to mean one of them, and what a word that nobody knows becomes. */
export interface WordSet {
  words: readonly string[]
  fallback: string | null
}

/** Other programs' words. Only plain synonyms: a verdict, for one, is never guessed to be an approval. */
const SYNONYMS: Readonly<Record<string, readonly string[]>> = {
  pending: ['queued', 'todo', 'open', 'new', 'ready', 'waiting', 'requeued'],
  in_progress: ['inprogress', 'running', 'active', 'started', 'working', 'claimed'],
  running: ['in_progress', 'active', 'started', 'executing', 'working'],
  completed: ['complete', 'done', 'finished', 'success', 'succeeded', 'passed'],
  failed: ['fail', 'failure', 'error', 'errored', 'crashed'],
  cancelled: ['canceled', 'cancel', 'aborted', 'stopped', 'killed'],
  blocked: ['block', 'stuck'],
  abandoned: ['skipped', 'dropped', 'obsolete', 'superseded', 'cancelled', 'canceled'],
  paused: ['pause', 'suspended', 'on_hold'],
  awaiting_approval: ['waiting_for_approval', 'needs_approval', 'approval', 'review'],
  planning: ['plan', 'created', 'draft'],
  interrupted: ['cancelled', 'canceled', 'aborted', 'killed'],
  approved: ['approve', 'accepted'],
  changes_requested: ['needs_changes', 'request_changes', 'revise'],
  rejected: ['reject', 'denied', 'declined'],
  human: ['user', 'person', 'operator'],
  policy: ['auto', 'automatic', 'system'],
  strategy: ['planner', 'strategist'],
  implementation: ['implementer', 'implementor', 'developer', 'coder'],
  checker: ['reviewer', 'verifier', 'tester'],
}

/** The nearest closed word for a stored one. Spelling (case, spaces, hyphens) does not matter. */
export function nearestWord(stored: string, { words, fallback }: WordSet): string | null {
  if (words.includes(stored)) return stored
  const plain = stored
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_')
  const meant = words.find((word) => word === plain) ?? words.find((word) => SYNONYMS[word]?.includes(plain))
  return meant ?? fallback
}
