/** In UTF-16 units. Apart from the schemas, so that the window can count while somebody types. */
export const MAX_GOAL_CHARACTERS = 20_000
/** The words that go with an answer to a gate. */
export const MAX_RATIONALE_CHARACTERS = 20_000
export const MAX_MESSAGE_CHARACTERS = 20_000
/** Of a kept form of a new run, and of its name. */
export const MAX_FORM_CHARACTERS = 200_000
export const MAX_FORM_NAME = 120
