package dev.berth.store;

import dev.berth.state.Transaction;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;

/** Several writes in one transaction of the database. */
@ApplicationScoped
public class OneTransaction implements Transaction {
  @Override
  public <T> T write(Supplier<T> writes) {
    return QuarkusTransaction.requiringNew().call(writes::get);
  }
}
