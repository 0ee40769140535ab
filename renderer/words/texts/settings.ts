// What the settings say.
import type { Shown } from './shown.ts'

// agents-section.tsx
export const whereToInstallOthersLog = 'Where to install others, log-in and secrets are under'
export const agentThatCannotWorkInSandbox = (fromWhen: Shown): string =>
  `. An agent that cannot work in the sandbox can be let out of it, and each of its runs says so. ${fromWhen}`
export const onlyDemoAgentsAreHere = 'Only the demo agents are here.'
export const mayLeaveSandbox = (name: Shown): string => `${name} may leave the sandbox`
export const yourOwnAgents = 'Your own agents'
export const agentsAreWrittenIntoFile = (what: Shown, fromWhen: Shown): string =>
  `${what} They are written into the file itself, under agents. ${fromWhen}`
export const noneIsInFile = 'None is in the file.'
export const asTriptychKnowsIt = 'As Triptych knows it'
export const withVariables = (variables: Shown): string => `with ${variables}`
export const mayWrite = (writable: Shown): string => `may write ${writable}`
export const mcpServers = 'MCP servers'
export const mcpServersAreWrittenIntoFile = (what: Shown, fromWhen: Shown): string =>
  `${what} They are written into the file itself, under mcpServers. ${fromWhen}`
export const andWithVariables = (variables: Shown): string => `, with ${variables}`

// appearance-section.tsx
export const asDesktop = 'As the desktop'
export const light = 'Light'
export const dark = 'Dark'
export const standard = 'Standard'
export const compact = 'Compact'
export const nothingMoves = 'Nothing moves'
export const appearance = 'Appearance'
export const theme = 'Theme'
export const density = 'Density'
export const motion = 'Motion'
export const attention = 'Attention'
export const notifications = 'Notifications'
export const tellMeOfQuestions = 'Tell me of questions'
export const inBrowserThereAreNone = 'In a browser there are none; the desktop application has them.'
export const sound = 'Sound'
export const letNotificationsBeHeard = 'Let notifications be heard'
export const tray = 'Tray'
export const keepIconInTray = 'Keep an icon in the tray'
export const sleep = 'Sleep'
export const stayAwakeWhileRunWorks = 'Stay awake while a run works'

// new-runs-section.tsx
export const whereThereIsOne = 'Where there is one'
export const confinedOnLinuxWithBubblewrap = 'Confined on Linux with bubblewrap; elsewhere not, and the run says so.'
export const required = 'Required'
export const nothingIsStartedWhereNothingCanBeConfined = 'Nothing is started where nothing can be confined.'
export const off = 'Off'
export const agentsAndCommandsRunAsYouDo = 'Agents and commands run as you do.'
export const whoDecidesAndWhatConfines = 'Who decides, and what confines'
export const whoPlaysRole = 'Who plays a role'
export const notInstalled = (name: Shown): string => `${name} (not installed)`
export const noPreference = 'No preference'
export const budgets = 'Budgets'
export const timeOfWork = 'Time of work'
export const lengthOfTurn = 'Length of a turn'
export const silenceInTurn = 'Silence in a turn'
export const lengthOfVerificationStep = 'Length of a verification step'
export const timeToAnswerPermission = 'Time to answer a permission'
export const turnsInSession = 'Turns in a session'
export const contextInUse = 'Context in use'

// number-setting.tsx
export const keep = 'Keep'

// permissions-section.tsx
export const rejected = 'Rejected'
export const allowed = 'Allowed'
export const newRule = 'A new rule'
export const noRule = 'No rule.'
export const removeRule = (text: Shown): string => `Remove the rule: ${text}`
export const requestIs = 'A request is'
export const ofRole = 'Of'
export const anyRole = 'any role'
export const anyKind = 'any kind'
export const itWouldMatchEverything = 'It would match everything.'
export const addRule = 'Add the rule'
export const fillInAtLeastOneField = 'Fill in at least one field: a rule for everything is none.'

// picked-runs.ts
export const nothingWas = 'Nothing was'
export const leftAlone = (was: Shown, whys: Shown): string => ` ${was} left alone: ${whys}`

// rule-words.ts
export const requestsOfKind = (kind: Shown): string => `requests of kind ${kind}`
export const paths = (path: Shown): string => `paths \`${path}\``
export const everything = 'Everything'

// setting-numbers.ts
export const perCent = 'per cent'
export const fromOn = (least: Shown): string => `from ${least} on`
export const fromTo = (least: Shown, most: Shown): string => `from ${least} to ${most}`
export const leaveItEmptyForNoLimit = '; leave it empty for no limit'
export const aNumberOfUnit = (number: Shown, unit: Shown, range: Shown, none: Shown): string =>
  `A ${number} of ${unit} ${range}${none}.`
export const wholeNumber = 'whole number'

// setting-row.tsx
export const defaultAgainWith = (title: Shown): string => `Default again: ${title}`
export const defaultAgain = 'Default again'

// settings-view.tsx
export const newRuns = 'New runs'
export const agentsAndServers = 'Agents and servers'
export const permissions = 'Permissions'
export const repositories = 'Repositories'
export const storageAndTrash = 'Storage and trash'
export const appearanceAttention = 'Appearance, attention'
export const aboutAndLogs = 'About and logs'
export const sectionsOfSettings = 'Sections of the settings'
export const keptInWhichCanBeEdited = (file: Shown): string => `Kept in ${file}, which can be edited by hand, too.`
export const nothingOfThisVersionReads = (unknown: Shown): string =>
  `Nothing of this version reads ${unknown}: from another version, or misspelt. It is kept.`
export const theSettings = 'the settings'
export const nothingCouldBeReadOfFile = 'Nothing could be read of the file yet, so there is nothing to show.'

// shortcuts-section.tsx
export const keysThatWorkAnywhere = 'Keys that work anywhere'
export const eachViewHasKeysOfItsOwnBesides =
  'Each view has keys of its own besides: the bar at the bottom shows those that matter there, and ? shows and runs all of them.'
