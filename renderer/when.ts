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

/** The same moment in full, for a tooltip. */
export function fullTime(iso: string): string {
  const moment = new Date(iso)
  return Number.isNaN(moment.getTime()) ? iso : FULL.format(moment)
}
