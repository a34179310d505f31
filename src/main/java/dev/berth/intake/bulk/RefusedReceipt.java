package dev.berth.intake.bulk;

import dev.berth.intake.receipt.Receipt;

/** Ends a transaction because one of its writes was refused. */
final class RefusedReceipt extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final transient Receipt<?> receipt;

  RefusedReceipt(Receipt<?> receipt) {
    super(null, null, false, false);
    this.receipt = receipt;
  }

  Receipt<?> receipt() {
    return receipt;
  }
}
