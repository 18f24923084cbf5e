import { createHmac, timingSafeEqual } from 'node:crypto';

/** Header in which the edge tells the services behind who the customer is. */
export const passportHeader = 'x-customer-pass';

const livesMs = 60_000;
/** Clocks of one shop may differ by this much. */
const leewayMs = 5_000;

type PassportProblem = 'pass_malformed' | 'pass_forged' | 'pass_not_yet_valid' | 'pass_expired';

/** `customer.issuedAtMs.signature`: says that the edge knew this customer at that moment, by its own clock. */
export class Passports {
  private readonly key: Buffer;

  /** `secret` is shared by the services of one shop. `wallMs`: this process's wall clock, Unix milliseconds. */
  constructor(
    secret: string,
    private readonly wallMs: () => number,
  ) {
    this.key = createHmac('sha256', secret).update('customer passports').digest();
  }

  issue(customerId: string): string {
    const claim = `${Buffer.from(customerId).toString('base64url')}.${this.wallMs()}`;
    return `${claim}.${this.sign(claim)}`;
  }

  /** Why a passport does not hold here and now, or null when it does. */
  problem(passport: string): PassportProblem | null {
    const [customer, issuedAt, signature, ...rest] = passport.split('.');
    if (customer === undefined || issuedAt === undefined || signature === undefined || rest.length > 0) return 'pass_malformed';
    const [given, expected] = [Buffer.from(signature), Buffer.from(this.sign(`${customer}.${issuedAt}`))];
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return 'pass_forged';
    const ageMs = this.wallMs() - Number(issuedAt);
    if (ageMs < -leewayMs) return 'pass_not_yet_valid';
    return ageMs > livesMs + leewayMs ? 'pass_expired' : null;
  }

  private sign(claim: string): string {
    return createHmac('sha256', this.key).update(claim).digest('base64url');
  }
}
