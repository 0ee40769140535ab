// What the review says.
import type { Shown } from './shown.ts'

// comment-box.tsx
export const notSentYet = 'not sent yet'
export const sentWithAnswer = 'sent with the answer'
export const wasNotSent = 'was not sent'
export const you = 'You'
export const remove = 'Remove'
export const commentOnOf = (lines: Shown, path: Shown): string => `Comment on ${lines} of ${path}`
export const linesTo = (fromLine: Shown, line: Shown): string => `lines ${fromLine} to ${line}`
export const old = (numbers: Shown): string => `old ${numbers}`
export const whatShouldBeDifferentHere = 'What should be different here?'
export const keepComment = 'Keep the comment'

// comment-drafts.ts
export const commentIsLongerThanCharacters = (maxComment: Shown): string =>
  `A comment is longer than ${maxComment} characters.`

// delivery-choice.tsx
export const thereIsNothingToDeliver = 'There is nothing to deliver.'
export const delivery = 'Delivery'
export const lookAtBranchesAgain = 'Look at the branches again'
export const boundToThisBaseTreeAndEvidence =
  'Bound to this base, tree and evidence: if one of them changes first, it is refused.'

// diff-evidence.ts
export const diffIsNotOneThatWasRecorded = 'The diff is not the one that was recorded: its SHA-256 differs.'
export const nothingCanBeApprovedWithIt =
  'Nothing can be approved with it. Request changes or reject; the next review writes a new one.'
export const notAllOfDiffWasRead = 'Not all of the diff was read here, so it was not compared with its recorded hash.'
export const theDiff = 'The diff'

// diff-options.tsx
export const oldFileBesideNewOne = 'The old file beside the new one'
export const leaveOutChangesThatAreNothingButWhite = 'Leave out changes that are nothing but white space'
export const hideSpace = 'Hide space'

// diff-panel.tsx
export const leftOutOnlyWhiteSpaceDiffers = (changedLines: Shown, them: Shown): string =>
  `${changedLines} left out: only white space in ${them} differs.`
export const it = 'it'
export const them = 'them'
export const seen = 'Seen'
export const diffOfThisQuestion = 'The diff of this question is not there any more.'

// earlier-box.tsx
export const ofRoundBefore = (id: Shown, lines: Shown): string => `${id} · ${lines} of the round before`
export const noTaskThatWasCompleted = 'No task that was completed since has said anything about it.'
export const implementation = (answeredBy: Shown): string => `Implementation, ${answeredBy}:`
export const whatYouAskedFor = 'What you asked for'
export const yourCommentsOfRoundsBefore = 'Your comments of the rounds before'
export const lineIsNotThereAnyMore = 'The line is not there any more.'
export const showThisLineInDiff = 'Show this line in the diff'
export const lineAsItWas = 'The line as it was: '
export const lineNow = 'The line now: '

// earlier-comments.ts
export const notAnswered = 'Not answered'
export const answeredNotDone = 'Answered: not done'
export const answered = 'Answered'
export const answeredWith = (answered: Shown): string => `${answered} answered`
export const notAnsweredWith = (open: Shown): string => `${open} not answered`
export const attemptOfTask = (attemptNumber: Shown, ofTask: Shown): string => `attempt ${attemptNumber}${ofTask}`
export const ofTask = (title: Shown): string => ` of “${title}”`

// evidence-facts.ts
export const theGoal = 'The goal'
export const met = 'met'
export const notMet = 'not met'
export const notProved = 'not proved'

// evidence-sections.tsx
export const inTheirWords = 'In their words'
export const nothingWasRunYet = 'Nothing was run yet: the steps follow once the paths are allowed.'
export const thereAreNoVerificationSteps = 'There are no verification steps: not verified.'
export const judgedBy = (text: Shown, role: Shown): string => `${text}, judged by ${role}`

// files-panel.tsx
export const changedFiles = 'Changed files'
export const objectionsOfReview = 'Objections of the review'
export const outsideOfWhatTaskMayChange = (paths: Shown): string => `${paths} outside of what the task may change.`
export const runsOnYourMachineLater = 'Runs on your machine later: read first'
export const protectedFiles = 'Protected files'
export const whatIsShown = 'What is shown'
export const onlyWhatWasChangedSinceThen = 'Only what was changed since then (X)'
export const everythingThatIsToBeApproved = 'Everything that is to be approved (X)'
export const everything = (total: Shown): string => `Everything · ${total}`
export const seenWith = (count: Shown): string => `${count} seen`
export const needsLook = 'needs a look,'
export const commented = 'commented,'
export const seenLead = 'seen,'

// outside-paths.tsx
export const showItInDiff = 'Show it in the diff'

// protected-files.ts
export const haveChanged = (files: Shown): string => `${files} changed.`
export const existingTestWas = 'An existing test was'
export const existingTestsWere = (tests: Shown): string => `${tests} existing tests were`
export const lockFileWas = 'A lock file was'
export const lockFilesWere = (locks: Shown): string => `${locks} lock files were`
export const ofAutomationOrGitChanged = (files: Shown): string => `${files} of automation or git changed.`
export const aFile = 'A file'
export const files = (automation: Shown): string => `${automation} files`
export const andMore = (count: Shown): string => ` and ${count} more`

// review-decision.tsx
export const tree = (tree: Shown): string => `tree ${tree}`
export const approveDoesExactlyThis = 'Approve does exactly this'
export const commentsGoWithIt = (comments: Shown, go: Shown, them: Shown): string =>
  `${comments} on lines ${go} with it if you request changes. Approving leaves ${them} out.`
export const goes = 'goes'
export const go = 'go'

// review-dock.tsx
export const thisDiffIsTooLongForWindow = 'This diff is too long for the window. To approve it, in a terminal:'
export const approvesItInTerminal = 'Approves it in a terminal'

// review-tab.tsx
export const nothingToReviewYet = 'Nothing to review yet.'
export const wholeResultStandsHereOnceEveryTask =
  'The whole result stands here once every task is done: its diff, its evidence, and what approving would do.'
export const goToWhatIsAskedNow = 'Go to what is asked now'

// review-words.ts
export const keepBranch = 'Keep the branch'
export const move = (branch: Shown): string => `Move ${branch}`
export const writePatch = 'Write a patch'
export const pullRequestInto = (base: Shown): string => `Pull request into ${base}`
export const acceptTask = 'Accept the task'
export const allowThesePaths = 'Allow these paths'
export const approve = 'Approve'
export const approveAndKeepBranch = 'Approve and keep the branch'
export const approveAndMove = (branch: Shown): string => `Approve and move ${branch}`
export const approveAndWritePatch = 'Approve and write the patch'
export const approveAndOpenPullRequest = 'Approve and open a pull request'
export const rejectResult = 'Reject the result'
export const runIsCancelledAndCannotBeResumed =
  'The run is cancelled and cannot be resumed. Its branch stays as it is; no other branch moves.'
export const rejectTask = 'Reject the task'
export const attemptIsNotAcceptedAndTask =
  'The attempt is not accepted and the task is blocked. Strategy plans again while replans are left. The attempt’s checkpoint stays.'
export const rejectAndBlockTask = 'Reject and block the task'
export const refuseThesePaths = 'Refuse these paths'
export const attemptHasFailedAndThatCounts =
  'The attempt has failed, and that counts. The task is tried again, or blocked if no attempt is left. The attempt’s checkpoint stays.'
export const refusePaths = 'Refuse the paths'
export const becomesWorkForStrategyIfYouRequest = 'Becomes work for strategy if you request changes'
export const becomesWorkForImplementationIfYouRequest = 'Becomes work for implementation if you request changes'
export const runsBranchMovesToThisCommit =
  'The run’s branch moves to this commit and the next task starts. No other branch moves.'
export const exactlyThesePathsAreAdded =
  'Exactly these paths are added to what the task may change. Then the verification steps run. No branch moves.'
export const noBranch = 'no branch'
export const staysWhereItIs = 'stays where it is'
export const staysAt = (commit: Shown): string => `stays at ${commit}`
export const requestChanges = (comments: Shown): string => `Request changes · ${comments}`

// use-review-answers.ts
export const oneProblemToSolveFirst = '1 problem to solve first: the delivery'
export const requestingChangesNeedsNoteOrComment = 'Requesting changes needs a note or a comment on a line.'

// use-review-diff.ts
export const wholeFileIsAmongArtifacts = (cut: Shown): string => `${cut} The whole file is among the artifacts.`
export const readingDiff = (loadedBytes: Shown, total: Shown): string => `Reading the diff: ${loadedBytes} of ${total}.`
export const thisWindowCannotComputeHashes =
  'This window cannot compute hashes, so the diff was not compared with the recorded one.'

// use-review-keys.ts
export const comment = 'comment'
export const sinceRoundBefore = 'since the round before'
export const nextComment = 'next comment'
export const previousComment = 'previous comment'
export const seenLower = 'seen'
export const hunkSeen = 'hunk seen'
export const nextUnseenFile = 'next unseen file'
export const hideWhiteSpace = 'hide white space'
export const moreContext = 'more context'

// use-shown-files.ts
export const noMoreOfCanBeShownHere = (path: Shown): string =>
  `No more of ${path} can be shown here: it is larger than 1 MB, or no text.`
export const openItInWorktreeWithAnotherProgram = 'Open it in the worktree with another program.'

// use-since.ts
export const sinceYourReview = 'Since your review'
export const sinceAttempt = (attempt: Shown): string => `Since attempt ${attempt}`
export const itIsLargerThanCanBeShown = 'It is larger than can be shown here.'
