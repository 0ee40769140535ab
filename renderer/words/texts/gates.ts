// What questions to the person say, wherever they are answered.
import type { Shown } from './shown.ts'

// attempt-columns.tsx
export const diffOfAttempt = (attemptNumber: Shown): string => `Diff of attempt ${attemptNumber}`
export const changed = (count: Shown): string => `Changed, ${count}`
export const whereLogFails = 'Where the log fails'
export const logOf = (label: Shown): string => `Log of ${label}`

// blocked-cause.tsx
export const setUpCommand = 'The set-up command'
export const endOfItsLog = 'The end of its log'
export const wholeLog = 'The whole log'
export const whatAgentEndedWith = 'What the agent ended with'

// blocked-gate.tsx
export const writeNoteFirst = 'Write a note first.'
export const waysOnCheapestFirst = 'Ways on, cheapest first'
export const waysOn = 'Ways on'
export const why = 'Why'
export const needed = 'needed'
export const forRecord = 'for the record'
export const theAttempt = 'The attempt'
export const lastTwoAttempts = 'The last two attempts'
export const compareSideBySide = 'Compare side by side'

// blocked-options.ts
export const nothingMoreIsDone = 'Nothing more is done. What is on its branch stays.'
export const runEndsAsCancelledAndCannotBeResumed =
  'The run ends as cancelled and cannot be resumed. What is on its branch stays.'
export const abandonTask = 'Abandon the task'
export const otherTasksGoOnWithoutIt = 'The other tasks go on without it. Its checkpoints stay.'
export const taskIsGivenUpAndOtherTasks =
  'The task is given up and the other tasks go on without it. Its checkpoints stay.'
export const giveGuidanceAndPlanAgain = 'Give guidance and plan again'
export const strategyReadsYourNoteAndMayChange =
  'Strategy reads your note and may change the open tasks. It does not count as a replan.'
export const planAgainWithThisNote = 'Plan again with this note'
export const trySetUpAgain = 'Try the set-up again'
export const setUpCommandsRunOnceMoreInWorktree =
  'The set-up commands run once more, in the worktree. No agent is asked.'
export const goOnWithoutIt = 'Go on without it'
export const nothingIsSetUp = 'Nothing is set up. Strategy reads your note. Steps that need the set-up will fail.'
export const goOnWithoutSetUp = 'Go on without the set-up'
export const askStrategyAgain = 'Ask strategy again'
export const newTurnWithSameGoal = 'A new turn with the same goal.'
export const giveHintAndAskAgain = 'Give a hint and ask again'
export const strategyReadsYourNoteWithGoal = 'Strategy reads your note with the goal.'
export const askAgainWithThisNote = 'Ask again with this note'
export const tryTaskAgain = 'Try the task again'
export const countOfAttemptsStartsAnew =
  'The count of attempts starts anew; nothing else changes. The same cause may stop it again.'
export const askCheckerAgain = 'Ask the checker again'
export const workStaysAsItIs = 'The work stays as it is; only its judgement is asked for again.'
export const attemptWasNotAcceptedAndNoReplan = 'The attempt was not accepted, and no replan is left.'
export const attemptsEndedAtSameCause = (howMany: Shown): string =>
  `${howMany} attempts ended at the same cause, and no replan is left.`
export const allOfThem = (count: Shown): string => `All ${count}`
export const attemptsWereNotAcceptedAndNoReplan = (count: Shown): string =>
  `${count} attempts were not accepted, and no replan is left.`

// budget-gate.tsx
export const newLimitIsMissing = 'The new limit is missing.'
export const raiseBudget = 'raise the budget'
export const raiseBudgetAndGoOn = 'Raise the budget and go on'
export const raiseToAndGoOn = (budgetAmount: Shown): string => `Raise to ${budgetAmount} and go on`
export const budgetReached = 'Budget reached'
export const nothingIsSpentUntilYouAnswer = 'Nothing is spent until you answer. What was done so far is kept.'
export const newLimit = 'New limit'
export const inUnit = (unit: Shown): string => `In ${unit}`
export const soFar = (limit: Shown): string => `so far ${limit}`

// budget-limit.ts
export const usDollars = 'US dollars'
export const minutesOfWork = 'minutes of work'
export const minOfWork = (value: Shown): string => `${value} min of work`
export const amountSuchAs1200 = 'An amount such as 12.00.'
export const wholeNumber = 'A whole number.'
export const areSpentAlready = (budgetAmount: Shown): string => `${budgetAmount} are spent already. Choose more.`
export const atMost = (budgetAmount: Shown): string => `At most ${budgetAmount}.`

// copy-line.tsx
export const clipboardRefusedIt = 'The clipboard refused it. Select the line and copy it.'

// decision-panel.tsx
export const closed = (title: Shown): string => `${title}, closed`

// gate-notice.tsx
export const whatIsAskedHasChanged = 'What is asked has changed since you opened it.'
export const nothingWasDecided = (message: Shown): string => `${message} Nothing was decided.`
export const readItAgain = 'Read it again'

// gate-outcome.ts
export const already = (word: Shown): string => `Already ${word}`
export const byYou = 'by you'
export const byPolicyOfRun = 'by the policy of the run'
export const byYouInAnotherWindowOrTerminal = 'by you in another window or the terminal'
export const question = (shortId: Shown): string => `Question ${shortId}`
export const questionIsNow = (before: Shown, now: Shown): string => `Question ${before} is now ${now}`
export const thisQuestionIsVoid = 'This question is void'
export const nothingWasDecidedBecause = (questions: Shown, why: Shown): string =>
  `${questions}. ${why}. Nothing was decided.`
export const whatItWasAboutHasChanged = 'What it was about has changed'

// go-on-dock.tsx
export const pauseRunLower = 'pause the run'
export const pauseRun = 'Pause the run'

// login-gate.tsx
export const tryAgain = 'try again'
export const itIsInstalledTryAgain = 'It is installed, try again'
export const iHaveLoggedInTryAgain = 'I have logged in, try again'
export const agentCannotBeStarted = 'Agent cannot be started'
export const cannotBeStarted = 'cannot be started.'
export const isNotLoggedIn = 'is not logged in.'
export const commandToRunInTerminal = 'Command to run in a terminal'
export const thisDoesNotCountAsAttempt = 'This does not count as an attempt. Nothing was lost.'

// observed-steps.tsx
export const verifiedByTriptych = 'Verified by Triptych'
export const notVerified = 'Not verified: there are no verification steps.'

// permission-gate.tsx
export const onlyThisRequest = 'Only this request. If you reject it, the agent goes on without.'
export const thisRequestAndEveryOneOfThisRun =
  'This request, and every one of this run that asks for exactly the same. Never other runs; the timeline tells each time.'
export const allowInThisRunLower = 'allow in this run'
export const allowOnceLower = 'allow once'
export const rejectInThisRunLower = 'reject in this run'
export const reject = 'reject'
export const answerIdenticalRequestsOfThisRun = 'Answer identical requests of this run the same way'
export const allowInThisRun = 'Allow in this run'
export const allowOnce = 'Allow once'
export const rejectInThisRun = 'Reject in this run'
export const theRequest = 'the request'
export const allowOnceQuestion = 'Allow once?'
export const exactRequest = 'Exact request'
export const requestAsAgentSentIt = 'The request as the agent sent it'
export const whoAsks = 'Who asks'
export const forTask = (title: Shown, attempt: Shown): string => `For “${title}”${attempt}`
export const agentsTurnWaitsUntilYouAnswer = 'The agent’s turn waits until you answer.'
export const itIsShownBelowAsAgent = 'It is shown below as the agent sent it.'
export const inFolder = 'In'
export const address = 'Address'
export const kindOfToolAsAgentCallsIt = 'Kind of tool, as the agent calls it'

// raw-gate.tsx
export const approveItAsItStands = 'Approve it as it stands'
export const optional = 'Optional'

// readiness.ts
export const cantBeReadAndNothingIsApproved = (what: Shown): string =>
  `${what} can’t be read, and nothing is approved unread.`
export const evidenceOf = (ready: Shown, count: Shown): string => `Evidence ${ready} of ${count}`
export const questionIsBeingRead = 'The question is being read.'
export const questionCantBeRead = 'The question can’t be read.'

// server-gate.tsx
export const trustIt = 'trust it'
export const goOnWithoutItLower = 'go on without it'
export const trustItAndUseIt = 'Trust it and use it'
export const mcpServerHasChanged = 'An MCP server has changed'
export const newMcpServer = 'A new MCP server'
export const itsTools = 'Its tools'
export const whatTrustingMeans = 'What trusting means'
export const agentsOfEveryRunMayCall =
  'The agents of every run may call these tools, and Triptych starts the server for them. You are asked again as soon as its command line or one of its tools is another one. If you go on without it, only this run does.'
export const commandLineOrAddress = 'Command line or address'
export const youTrustedItWhenItWasStarted = 'You trusted it when it was started otherwise or had other tools.'
export const itStandsInYourSettingsUnder = 'It stands in your settings, under'
export const mcpservers = 'mcpServers'
export const itOffersNone = 'It offers none.'

// three-panels.tsx
export const panels = 'Panels'
export const leftPanel = 'left panel'
export const middlePanel = 'middle panel'
export const rightPanel = 'right panel'
