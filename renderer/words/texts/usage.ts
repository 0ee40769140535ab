// What the view of usage says.
import type { Shown } from './shown.ts'

// figures.ts
export const notNoted = 'Not noted'
export const cost = (spanText: Shown): string => `Cost, ${spanText}`
export const reportedByAgents = 'reported by the agents'
export const costOfCompletedRun = 'Cost of a completed run'
export const medianDearestWas = (money: Shown): string => `median; the dearest was ${money}`
export const firstAttemptsAccepted = 'First attempts accepted'
export const spentOnAttemptsNotAccepted = 'Spent on attempts not accepted'
export const thereWereNone = 'there were none'
export const ofCost = (share: Shown): string => `${share} % of the cost`

// usage-plot.tsx
export const mostOn = (column: Shown, amount: Shown): string => `most on ${column}, ${amount}`
export const sameAsTableWithT = (title: Shown, most: Shown): string => `${title}: ${most}. The same as a table with T.`

// usage-tables.tsx
export const together = 'Together'
export const timeInTurns = 'Time in turns'
export const noRunIsOpen = 'No run is open.'
export const budgetsOfOpenRuns = 'Budgets of the open runs'
export const noBudget = (cost: Shown): string => `${cost}, no budget`
export const noTaskHadTurnInThisTime = 'No task had a turn in this time.'
export const dearestTasks = 'Dearest tasks'
export const noAgentHasReportedLimit = 'No agent has reported a limit that still holds.'
export const until = (name: Shown): string => `${name} until`
export const goesOnByItself = (atTime: Shown, why: Shown): string => `goes on by itself ${atTime}. ${why}`
export const atTime = (time: Shown): string => `at ${time}`

// usage-view.tsx
export const allTimeLower = 'all time'
export const days = (span: Shown): string => `${span} days`
export const showAsPlot = 'show as plot'
export const showAsTable = 'show as table'
export const allTime = 'All time'
export const measure = 'Measure'
export const whatWasSpent = 'what was spent'
export const byRole = 'By role'
export const byAgent = 'By agent'
export const costsAreWhatAgentReports = (silent: Shown): string =>
  `Costs are what an agent reports. ${silent} told tokens only; they are not guessed into money.`
export const limitsOfAgents = 'Limits of agents'
export const measurePerTime = (measure: Shown, time: Shown): string => `${measure} per ${time}`
export const noTurnInThisTime = 'No turn in this time.'
