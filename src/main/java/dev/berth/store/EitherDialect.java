package dev.berth.store;

import org.hibernate.boot.model.TypeContributions;
import org.hibernate.dialect.H2Dialect;
import org.hibernate.dialect.identity.H2IdentityColumnSupport;
import org.hibernate.dialect.identity.IdentityColumnSupport;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.exception.LockAcquisitionException;
import org.hibernate.exception.LockTimeoutException;
import org.hibernate.exception.spi.SQLExceptionConversionDelegate;
import org.hibernate.service.ServiceRegistry;
import org.hibernate.type.descriptor.jdbc.TimestampUtcAsOffsetDateTimeJdbcType;

/**
 * The words that H2 and PostgreSQL have in common: H2's, but for the little that PostgreSQL does
 * not know or says otherwise. So one build, with one set of entities, serves both.
 */
public final class EitherDialect extends H2Dialect {

  @Override
  public void contributeTypes(TypeContributions types, ServiceRegistry services) {
    super.contributeTypes(types, services);
    types.contributeJdbcType(TimestampUtcAsOffsetDateTimeJdbcType.INSTANCE);
    types.contributeJdbcType(new TextType());
  }

  /** By JDBC's generated keys; H2's own words would be {@code select from final table}. */
  @Override
  public IdentityColumnSupport getIdentityColumnSupport() {
    return H2IdentityColumnSupport.INSTANCE;
  }

  @Override
  public boolean supportsInsertReturning() {
    return false;
  }

  /** PostgreSQL's deadlocks and locks that were not had in time; all others have common words. */
  @Override
  public SQLExceptionConversionDelegate buildSQLExceptionConversionDelegate() {
    SQLExceptionConversionDelegate common = super.buildSQLExceptionConversionDelegate();
    return (failure, message, sql) ->
        switch (String.valueOf(failure.getSQLState())) {
          case "40P01" -> new LockAcquisitionException(message, failure, sql);
          case "55P03" -> new LockTimeoutException(message, failure, sql);
          case "23505" ->
              new ConstraintViolationException(
                  message, failure, sql, ConstraintViolationException.ConstraintKind.UNIQUE, null);
          default -> common.convert(failure, message, sql);
        };
  }
}
