/** Faults that no test carries the number of, and why: it cannot happen here, or what stands in for it. */
export const NOT_TESTED: readonly { readonly fault: number; readonly why: string }[] = [
  {
    fault: 9,
    why: 'There is no store process: the database is a file that each process opens itself, so its end is the end of the application (faults 1 to 6).',
  },
]
