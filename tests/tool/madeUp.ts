// Made-up applications with the columns that known data sets have. No row is taken from any of them.

/** Numbers in [0, 1) from a seed (Park and Miller, 1988), the same on every machine. */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

const HEADER =
  'ApplicationDate,CheckingAccountStatus,Duration,CreditHistory,Purpose,CreditAmount,Savings,EmploymentSince,' +
  'InstallmentRate,Sex,OtherDebtors,ResidenceSince,Property,Age,OtherInstallmentPlans,Housing,CreditsAtBank,Job,' +
  'NumDependents,Telephone,ForeignWorker,Class';

/** The columns of the German credit data and a date in 2024; longer loans and empty accounts default more often. */
export function germanCredit(rows: number, seed = 7): string {
  const random = randomNumbers(seed);
  const whole = (from: number, to: number) => from + Math.floor(random() * (to - from + 1));
  const code = (prefix: string, from: number, to: number) => `${prefix}${whole(from, to)}`;
  const lines = [HEADER];
  for (let row = 0; row < rows; row++) {
    const account = whole(1, 4);
    const duration = whole(4, 60);
    const age = whole(19, 74);
    const risk = -1.6 + (4 - account) * 0.5 + (duration - 30) / 25 - (age - 40) / 60;
    const isBad = random() < 1 / (1 + Math.exp(-risk));
    const date = new Date(Date.UTC(2024, 0, 1 + Math.floor((row * 366) / rows))).toISOString().slice(0, 10);
    lines.push(
      [
        date,
        `A1${account}`,
        duration,
        code('A', 30, 34),
        code('A', 40, 49),
        whole(250, 15000),
        code('A', 61, 65),
        code('A', 71, 75),
        whole(1, 4),
        code('A', 91, 94),
        code('A', 101, 103),
        whole(1, 4),
        code('A', 121, 124),
        age,
        code('A', 141, 143),
        code('A', 151, 153),
        whole(1, 4),
        code('A', 171, 174),
        whole(1, 2),
        code('A', 191, 192),
        code('A', 201, 202),
        isBad ? 2 : 1,
      ].join(','),
    );
  }
  return `${lines.join('\n')}\n`;
}
