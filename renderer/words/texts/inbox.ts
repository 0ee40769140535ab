// What the inbox says.
import type { Shown } from './shown.ts'

// inbox-view.tsx
export const question = 'question'
export const oldestFirst = 'Oldest first. Waiting approves nothing.'
export const noQuestionIsOpen = 'No question is open.'
export const openQuestions = 'Open questions'

// paused-runs.tsx
export const pausedRuns = 'Paused runs'
export const resume = 'resume'
export const tryNow = 'Try now'

// plan-in-place.tsx
export const editOrReadItInFull = 'Edit or read it in full'
export const youHaveEditedThisPlan = (words: Shown): string =>
  `You have edited this plan (${words}): open it to approve that.`

// result-in-place.tsx
export const commentsGoWithRequestedChanges = (comments: Shown, go: Shown): string =>
  `${comments} on lines ${go} with requested changes.`
export const openReviewToApprove = 'Open the review to approve'
