import { jsx } from './jsx-runtime.ts'

export type { JSX } from 'react/jsx-runtime'
export { Fragment } from './jsx-runtime.ts'

/** What development and tests call: the places of the source are of no use here. */
export const jsxDEV = jsx
