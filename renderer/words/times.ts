const CLOCK = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' })
const DAY_OF_YEAR = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })
const FULL = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short' })

/** A moment in the person's time zone, as short as it is clear: `14:22` today, `3 Mar` this year, `3 Mar 2025` before. */
export function shortTime(iso: string, now: Date): string {
  const moment = new Date(iso)
  if (Number.isNaN(moment.getTime())) return iso
  if (moment.toDateString() === now.toDateString()) return CLOCK.format(moment)
  return (moment.getFullYear() === now.getFullYear() ? DAY : DAY_OF_YEAR).format(moment)
}

const CLOCK_WITH_SECONDS = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' })

/** `14:22:07`. */
export function clockText(iso: string | number): string {
  const moment = new Date(iso)
  return Number.isNaN(moment.getTime()) ? String(iso) : CLOCK_WITH_SECONDS.format(moment)
}

/** A day that may be another year's: `15 Mar 2026`. */
export function dayText(iso: string): string {
  const moment = new Date(iso)
  return Number.isNaN(moment.getTime()) ? iso : DAY_OF_YEAR.format(moment)
}

/** The same moment in full, for a tooltip. */
export function fullTime(iso: string): string {
  const moment = new Date(iso)
  return Number.isNaN(moment.getTime()) ? iso : FULL.format(moment)
}

/** Milliseconds as people say them: `0.4 s`, `6.1 s`, `38 s`, `27 min`, `1 h 06`. */
export function durationText(ms: number): string {
  const seconds = Math.max(0, ms) / 1_000
  if (seconds < 10) return `${seconds.toFixed(1)} s`
  if (seconds < 60) return `${Math.floor(seconds)} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')}`
}

/** How long ago: `just now`, `4 min ago`, `2 h ago`; from a day on the date. */
export function agoText(iso: string, now: Date): string {
  const ms = now.getTime() - new Date(iso).getTime()
  if (Number.isNaN(ms)) return iso
  if (ms < 60_000) return 'just now'
  if (ms < 3_600_000) return `${Math.floor(ms / 60_000)} min ago`
  return ms < 86_400_000 ? `${Math.floor(ms / 3_600_000)} h ago` : shortTime(iso, now)
}
