import path from 'node:path'

/** The files of the sample repository: they lie in `demo/` beside this module, and the build puts them there, too. */
export const SAMPLE_FOLDER = path.join(import.meta.dirname, 'demo', 'sample')
