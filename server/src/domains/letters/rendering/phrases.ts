// What every letter of a kind says in the same way; what an organiser may change stands in words.ts.
import type { Locale } from '@podium/shared/letters.ts'
import type { Answer } from '../../questions/rules.ts'

export interface Phrases {
  readonly greeting: (name: string) => string
  readonly zoneAndTrainer: (zone: string, trainer: string) => string
  readonly before: string
  /** A time of day with what belongs to it. */
  readonly oClock: (time: string) => string
  /** A day and a time of day in a sentence. */
  readonly moment: (date: string, time: string) => string
  readonly minutes: (count: number) => string
  readonly accessComes: (date: string) => string
  readonly accessPreview: string
  readonly namingPreview: string
  readonly nextTitle: string
  readonly nextAccess: (moment: string) => string
  readonly nextDevice: string
  readonly nextEnter: (time: string) => string
  readonly agendaTitle: string
  readonly noAdvice: string
  readonly substituteTitle: string
  readonly substituteText: string
  readonly substitute: string
  readonly enter: string
  readonly enterNote: (time: string) => string
  readonly code: string
  readonly number: string
  readonly linkBrokenTitle: string
  readonly linkBrokenBefore: string
  readonly linkBrokenAfter: string
  readonly soundTitle: string
  readonly soundText: string
  readonly helpTitle: string
  readonly help: (phone: string) => string
  readonly calendarEnclosed: string
  readonly calendarHasAccess: string
  readonly calendarMoved: string
  readonly moved: string
  readonly calendarGone: string
  readonly accessGone: string
  readonly attended: (minutes: number) => string
  readonly answersTitle: string
  readonly answered: (how: Answer['answered']) => string
  readonly answersWithheld: string
  readonly nameSeats: string
  readonly nameNote: string
  readonly seatsTitle: (count: number) => string
  readonly seatsText: string
  readonly seat: (position: number) => string
  readonly bareLink: string
  readonly questions: string
  readonly or: string
  readonly why: (provider: string) => string
  readonly whyBuyer: (provider: string) => string
  readonly imprint: string
  readonly privacy: string
}

const DE: Phrases = {
  greeting: (name) => `Guten Tag ${name},`,
  zoneAndTrainer: (zone, trainer) => (trainer === '' ? zone : `${zone}, mit ${trainer}`),
  before: 'Bisher:',
  oClock: (time) => `${time} Uhr`,
  moment: (date, time) => `${date}, um ${time} Uhr`,
  minutes: (count) => `${count} Minuten`,
  accessComes: (date) => `Ihren Zugang schicken wir am ${date}.`,
  accessPreview: 'Ihr persönlicher Link, Ihr Zugangscode und Ihre Zugangsnummer.',
  namingPreview: 'Bitte sagen Sie uns, wer teilnimmt.',
  nextTitle: 'So geht es weiter',
  nextAccess: (moment) => `Am ${moment} schicken wir Ihnen Ihren persönlichen Link, den Zugangscode und die Zugangsnummer.`,
  nextDevice: 'Sie brauchen einen PC oder Laptop mit Lautsprecher oder Kopfhörer. Keine Kamera, kein Mikrofon, keine Installation.',
  nextEnter: (time) => `Am Seminartag öffnet der Einlass um ${time}: Link öffnen, Code eingeben, zuhören.`,
  agendaTitle: 'Ablauf',
  noAdvice: '* Bei diesen Punkten informieren wir allgemein. Das Seminar ist keine Rechtsberatung.',
  substituteTitle: 'Sie können doch nicht?',
  substituteText: 'Nennen Sie uns bis zum Ende des Seminars, wer an Ihrer Stelle kommt. Die Person bekommt dann ihren eigenen Zugang.',
  substitute: 'Vertretung nennen',
  enter: 'Zum Seminar',
  enterNote: (time) => `Der Einlass öffnet um ${time} Uhr. Der Link gehört nur Ihnen, bitte geben Sie ihn nicht weiter.`,
  code: 'Zugangscode',
  number: 'Zugangsnummer',
  linkBrokenTitle: 'Der Link funktioniert nicht?',
  linkBrokenBefore: 'Öffnen Sie ',
  linkBrokenAfter: ' und geben Sie Zugangsnummer und Zugangscode ein.',
  soundTitle: 'Testen Sie vorher den Ton',
  soundText:
    'Öffnen Sie den Link auf dem Gerät, das Sie im Seminar benutzen, und wählen Sie „Ton testen“. Das dauert zehn Sekunden. Nach Kamera oder Mikrofon fragt Ihr Browser nie.',
  helpTitle: 'Hilfe am Seminartag',
  help: (phone) =>
    phone === ''
      ? 'Antworten Sie einfach auf diese E-Mail.'
      : `Rufen Sie uns an unter ${phone}, oder antworten Sie einfach auf diese E-Mail.`,
  calendarEnclosed: 'Der Termin liegt dieser E-Mail als Kalenderdatei bei.',
  calendarHasAccess: 'Link, Code und Nummer stehen auch im Kalendereintrag im Anhang.',
  calendarMoved: 'Der Kalendereintrag im Anhang ersetzt den bisherigen.',
  moved: 'Ihre Buchung gilt für den neuen Termin.',
  calendarGone: 'Mit dem Anhang verschwindet der Termin aus Ihrem Kalender.',
  accessGone: 'Ein Zugangslink, den Sie schon haben, führt nicht mehr ins Seminar.',
  attended: (minutes) => `Sie waren ${minutes === 1 ? 'eine Minute' : `${minutes} Minuten`} dabei.`,
  answersTitle: 'Ihre Fragen',
  answered: (how) => (how === 'later' ? 'Die Antwort reichen wir nach.' : 'Diese Frage wurde im Seminar beantwortet.'),
  answersWithheld: 'Hier stehen die eigenen Fragen der Person und die Antworten darauf, falls sie gefragt hat. Das liest nur sie selbst.',
  nameSeats: 'Plätze benennen',
  nameNote: 'Das geht bis zum Ende des Seminars, auch nach und nach.',
  seatsTitle: (count) => `Ihre ${count} Zugänge`,
  seatsText: 'Solange für einen Platz niemand benannt ist, gilt dieser Zugang. Mit der Benennung wird er durch einen neuen ersetzt.',
  seat: (position) => `Platz ${position}`,
  bareLink: 'Oder kopieren Sie diese Adresse in Ihren Browser:',
  questions: 'Fragen?',
  or: 'oder',
  why: (provider) => `Sie bekommen diese E-Mail, weil für Sie ein Platz bei ${provider} gebucht ist.`,
  whyBuyer: (provider) => `Sie bekommen diese E-Mail, weil Sie Plätze bei ${provider} gebucht haben.`,
  imprint: 'Impressum',
  privacy: 'Datenschutz',
}

const EN: Phrases = {
  greeting: (name) => `Dear ${name},`,
  zoneAndTrainer: (zone, trainer) => (trainer === '' ? zone : `${zone}, with ${trainer}`),
  before: 'Before:',
  oClock: (time) => time,
  moment: (date, time) => `${date} at ${time}`,
  minutes: (count) => `${count} minutes`,
  accessComes: (date) => `We will send your access on ${date}.`,
  accessPreview: 'Your personal link, your access code and your access number.',
  namingPreview: 'Please tell us who takes part.',
  nextTitle: 'What happens next',
  nextAccess: (moment) => `On ${moment} we will send you your personal link, the access code and the access number.`,
  nextDevice: 'You need a computer with speakers or headphones. No camera, no microphone, nothing to install.',
  nextEnter: (time) => `On the day, doors open at ${time}: open the link, type the code, listen.`,
  agendaTitle: 'Programme',
  noAdvice: '* These items are covered in general terms; the seminar is not legal advice.',
  substituteTitle: 'You cannot come after all?',
  substituteText: 'Tell us, until the seminar ends, who comes in your place. That person then gets a way in of their own.',
  substitute: 'Name a substitute',
  enter: 'To the seminar',
  enterNote: (time) => `Doors open at ${time}. The link is yours alone, please do not pass it on.`,
  code: 'Access code',
  number: 'Access number',
  linkBrokenTitle: 'The link does not work?',
  linkBrokenBefore: 'Open ',
  linkBrokenAfter: ' and type the access number and the access code.',
  soundTitle: 'Test the sound beforehand',
  soundText:
    'Open the link on the device you will use and choose “Test sound”. It takes ten seconds. Your browser never asks for a camera or microphone.',
  helpTitle: 'Help on the day',
  help: (phone) => (phone === '' ? 'Just answer this e-mail.' : `Call us: ${phone}, or just answer this e-mail.`),
  calendarEnclosed: 'The date is attached to this e-mail as a calendar file.',
  calendarHasAccess: 'Link, code and number are in the attached calendar entry, too.',
  calendarMoved: 'The attached calendar entry replaces the earlier one.',
  moved: 'Your booking is valid for the new date.',
  calendarGone: 'The attachment removes the entry from your calendar.',
  accessGone: 'An access link you already have no longer leads to the seminar.',
  attended: (minutes) => `You were there for ${minutes === 1 ? 'one minute' : `${minutes} minutes`}.`,
  answersTitle: 'Your questions',
  answered: (how) => (how === 'later' ? 'The answer will follow.' : 'This question was answered in the seminar.'),
  answersWithheld: 'Here stand the person’s own questions and the answers, if they asked any. Nobody else reads them.',
  nameSeats: 'Name the people',
  nameNote: 'You can do so until the seminar ends, also one by one.',
  seatsTitle: (count) => `Your access for ${count} seats`,
  seatsText: 'As long as nobody is named for a seat, this is the way in. Naming somebody replaces it with a new one.',
  seat: (position) => `Seat ${position}`,
  bareLink: 'Or copy this address into your browser:',
  questions: 'Questions?',
  or: 'or',
  why: (provider) => `You receive this e-mail because a seat with ${provider} is booked for you.`,
  whyBuyer: (provider) => `You receive this e-mail because you have booked seats with ${provider}.`,
  imprint: 'Legal notice',
  privacy: 'Privacy',
}

/** The phrases of a language. */
export function phrases(locale: Locale): Phrases {
  return locale === 'de' ? DE : EN
}
