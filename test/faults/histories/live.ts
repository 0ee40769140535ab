// `live.ts <how many> <seed>`: so many random histories, and whether they came to every word. It ends with 1 where not, and says why.
import { liveHistories, unreached } from '../../support/histories.ts'

const [count = '', seed = ''] = process.argv.slice(2)
const { lived, tally } = await liveHistories(Number(count), Number(seed))
const missing = unreached(tally)
if (lived !== Number(count)) missing.push(`${lived} of ${count} were lived`)
if (missing.length > 0) throw new Error(missing.join('; '))
