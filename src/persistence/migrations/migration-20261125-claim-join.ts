import { Migration } from '@mikro-orm/migrations';

/** The claim joins what it just wrote by hash, which the connections that it runs on are told not to do by themselves. */
export class Migration20261125ClaimJoin extends Migration {
  override up(): void {
    this.addSql(`alter function claim_due_1 set enable_hashjoin = on`);
  }

  override down(): void {
    this.addSql('alter function claim_due_1 reset enable_hashjoin');
  }
}
