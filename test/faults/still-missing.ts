/**
 * Faults that have neither a test nor a line in `not-tested.ts` yet. Only ever gets shorter: whoever adds the first title with
 * `[fault N]` takes N out.
 */
// biome-ignore format: one a line, so that several people can take theirs out at once
export const STILL_MISSING: readonly number[] = [
]
