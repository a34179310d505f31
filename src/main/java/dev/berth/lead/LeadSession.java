package dev.berth.lead;

import dev.berth.database.DatabaseAddress;
import dev.berth.database.DatabaseLock;
import dev.berth.port.Lead;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A session of its own with the database, beside the pool: the lock of the leader hangs on it, and
 * ends with it. For one thread.
 */
final class LeadSession implements AutoCloseable {
  /** Since PostgreSQL 14 a server ends sessions that say nothing: those of a leader that hangs. */
  private static final int ENDS_IDLE_SESSIONS = 14;

  private static final String REGISTER =
      "insert into berth_instance (id, version, schema_version, advertise, admin, beat)"
          + " values (?, ?, ?, ?, ?, now()) on conflict (id) do update set"
          + " version = excluded.version, schema_version = excluded.schema_version,"
          + " advertise = excluded.advertise, admin = excluded.admin, beat = now()";

  private static final String BEAT =
      "update berth_instance set beat = now() where id = ?"
          + " and exists (select 1 from lead where epoch = ?)";

  private static final String WIN =
      "update lead set epoch = epoch + 1, holder = ?, pid = pg_backend_pid(), takeover_millis = ?"
          + " returning epoch";

  private static final String LEADER =
      "select l.epoch, l.holder, l.takeover_millis,"
          + " coalesce(extract(epoch from now() - i.beat) * 1000, l.takeover_millis + 1)::bigint"
          + " from lead l left join berth_instance i on i.id = l.holder";

  private static final String INSTANCES =
      "select id, version, schema_version, advertise, admin, beat,"
          + " beat > now() - ? * interval '1 millisecond' from berth_instance order by id";

  /** Ends the leader's session alone: the lock may by now be somebody else's. */
  private static final String TERMINATE =
      "select pg_terminate_backend(pid) from lead where pid = (" + DatabaseLock.HOLDER + ")";

  /** Writes of who led before may end; those of one that stands still in the middle do not. */
  private static final String WAIT_FOR_WRITERS = "set lock_timeout = 500";

  /** Every write of what is declared holds the row of the leader: its number is another by then. */
  private static final String END_WRITERS =
      "select pg_terminate_backend(pid) from pg_locks where relation = 'lead'::regclass"
          + " and mode = 'RowShareLock' and granted and pid <> pg_backend_pid()";

  /** SQLSTATE 55P03 of PostgreSQL. */
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private static final String SEALED = "select spec from resource where kind = 'DigestKey'";

  private static final Pattern SEAL = Pattern.compile("\"(v1:[^\"]+)\"");

  /** Who was not heard of for so long does not come back; its administrator's token is void. */
  private static final String FORGET =
      "delete from berth_instance where beat < now() - interval '7 days'";

  private final Connection connection;
  private final LeadTerms terms;

  private LeadSession(Connection connection, LeadTerms terms) {
    this.connection = connection;
    this.terms = terms;
  }

  static LeadSession open(DatabaseAddress address, LeadTerms terms) throws SQLException {
    Connection connection = address.connect();
    // An answer later than that is worth nothing to a leader.
    connection.setNetworkTimeout(Runnable::run, Math.toIntExact(terms.lease().toMillis()));
    return new LeadSession(connection, terms);
  }

  /** Says that this Berth is there. */
  void register() throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(REGISTER)) {
      statement.setString(1, terms.id());
      statement.setString(2, terms.version());
      statement.setString(3, terms.schema());
      statement.setString(4, terms.advertise().orElse(null));
      statement.setString(5, terms.admin());
      statement.executeUpdate();
    }
  }

  /** Says that the leader is there; false if it is not the leader any more. */
  boolean beat(long epoch) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(BEAT)) {
      statement.setString(1, terms.id());
      statement.setLong(2, epoch);
      return statement.executeUpdate() == 1;
    }
  }

  /** Whether nobody has the lock, or its holder counts as gone. */
  boolean isFree(LeadView seen) throws SQLException {
    return seen.isStale() || ask("select count(*) from (" + DatabaseLock.HOLDER + ") held") == 0;
  }

  /** Something that only who has the key of the secrets can open; empty where there is none. */
  Optional<String> seal() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(SEALED)) {
      Optional<String> spec = answer.next() ? Optional.of(answer.getString(1)) : Optional.empty();
      return spec.map(SEAL::matcher).filter(Matcher::find).map(found -> found.group(1));
    }
  }

  /** The number of the lead that was won, or empty if another session has the lock. */
  Optional<Long> tryLead() throws SQLException {
    if (ask("select pg_try_advisory_lock(" + DatabaseLock.KEY + ")::int") != 1) {
      return Optional.empty();
    }
    if (connection.getMetaData().getDatabaseMajorVersion() >= ENDS_IDLE_SESSIONS) {
      run("set idle_session_timeout = " + terms.takeover().toMillis());
    }
    run(FORGET);
    register();
    run(WAIT_FOR_WRITERS);
    try {
      return win();
    } catch (SQLException e) {
      if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
        throw e;
      }
      run(END_WRITERS);
      return win();
    }
  }

  private Optional<Long> win() throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(WIN)) {
      statement.setString(1, terms.id());
      statement.setLong(2, terms.takeover().toMillis());
      try (ResultSet answer = statement.executeQuery()) {
        return answer.next() ? Optional.of(answer.getLong(1)) : Optional.empty();
      }
    }
  }

  /** Lets somebody else lead at once. */
  void release() throws SQLException {
    run("update lead set holder = null, pid = null where pid = pg_backend_pid()");
    ask("select pg_advisory_unlock(" + DatabaseLock.KEY + ")::int");
  }

  /** Ends the session of a leader that holds the lock and says nothing. */
  void terminateLeader() throws SQLException {
    run(TERMINATE);
  }

  LeadView view() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(LEADER)) {
      if (!answer.next()) {
        throw new SQLException("the table lead has lost its row");
      }
      return view(
          Optional.ofNullable(answer.getString(2)),
          answer.getLong(1),
          answer.getLong(4),
          answer.getLong(3));
    }
  }

  private LeadView view(Optional<String> leader, long epoch, long age, long takeover)
      throws SQLException {
    List<Lead.Instance> instances = new ArrayList<>();
    Set<String> admins = new LinkedHashSet<>();
    boolean newest = true;
    try (PreparedStatement statement = connection.prepareStatement(INSTANCES)) {
      statement.setLong(1, takeover);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          admins.add(row.getString(5));
          instances.add(
              new Lead.Instance(
                  row.getString(1),
                  row.getString(2),
                  Optional.ofNullable(row.getString(4)),
                  row.getTimestamp(6).toInstant()));
          newest &= !row.getBoolean(7) || !isNewer(row.getString(2), row.getString(3));
        }
      }
    }
    return new LeadView(leader, epoch, age, takeover, newest, instances, admins);
  }

  private boolean isNewer(String version, String schema) {
    return VersionOrder.isNewer(schema, terms.schema())
        || (!VersionOrder.isNewer(terms.schema(), schema)
            && VersionOrder.isNewer(version, terms.version()));
  }

  private void run(String statement) throws SQLException {
    try (Statement said = connection.createStatement()) {
      said.execute(statement);
    }
  }

  private int ask(String question) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(question)) {
      return answer.next() ? answer.getInt(1) : 0;
    }
  }

  /** Without waiting for a server that hangs: the other side ends the lock with the connection. */
  @Override
  public void close() throws SQLException {
    connection.abort(Runnable::run);
  }
}
