// jstat comes without types; these are the two functions in use.
declare module 'jstat' {
  const jStat: {
    readonly studentt: { inv(probability: number, degreesOfFreedom: number): number }
    readonly chisquare: { cdf(value: number, degreesOfFreedom: number): number }
  }
  export default jStat
}
