/** Keeps the machine awake while that is wanted; each word is said once. `start` returns what `stop` takes. */
export function createSleepHold({
  start,
  stop,
}: {
  start(): number
  stop(id: number): void
}): (isWanted: boolean) => void {
  let held: number | null = null
  return (isWanted) => {
    if (isWanted) held ??= start()
    else if (held !== null) {
      stop(held)
      held = null
    }
  }
}
