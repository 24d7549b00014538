// All migrations in order. Names are for ever: a database remembers them.
import type { Migration } from 'kysely'
import { initial } from './0001-initial.ts'
import { polls } from './0004-polls.ts'
import { upvotesBySeat } from './0005-upvotes-by-seat.ts'
import { attendance } from './0006-attendance.ts'
import { questions } from './0007-questions.ts'
import { ticketsAndLetters } from './0008-tickets-and-letters.ts'
import { lettersOfOrders } from './0009-letters-of-orders.ts'

/** The migrations written for this engine; only column types differ. */
export function migrations(engine: 'sqlite' | 'postgres'): Record<string, Migration> {
  return {
    '0001-initial': initial(engine),
    '0004-polls': polls(engine),
    '0005-upvotes-by-seat': upvotesBySeat(),
    '0006-attendance': attendance(engine),
    '0007-questions': questions(),
    '0008-tickets-and-letters': ticketsAndLetters(engine),
    '0009-letters-of-orders': lettersOfOrders(),
  }
}
