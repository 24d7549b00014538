import { common } from './common.ts'
import { entry } from './entry.ts'
import { failures } from './failures.ts'
import { letters } from './letters.ts'
import { organiser } from './organiser.ts'
import { polls } from './polls.ts'
import { questions } from './questions.ts'
import { room } from './room.ts'
import { staff } from './staff.ts'
import { studio } from './studio.ts'
import { tickets } from './tickets.ts'

export const de = { common, entry, failures, letters, organiser, polls, questions, room, staff, studio, tickets } as const
