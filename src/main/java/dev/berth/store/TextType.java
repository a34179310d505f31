package dev.berth.store;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.sql.CallableStatement;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.hibernate.type.descriptor.ValueBinder;
import org.hibernate.type.descriptor.ValueExtractor;
import org.hibernate.type.descriptor.WrapperOptions;
import org.hibernate.type.descriptor.java.JavaType;
import org.hibernate.type.descriptor.jdbc.BasicBinder;
import org.hibernate.type.descriptor.jdbc.BasicExtractor;
import org.hibernate.type.descriptor.jdbc.VarcharJdbcType;
import org.jspecify.annotations.Nullable;

/**
 * Texts of any length, in columns of any type for text: {@code clob} of H2, {@code text} of
 * PostgreSQL. They go and come as streams where they are long, for H2 has no string of more than a
 * mebi of characters.
 */
final class TextType extends VarcharJdbcType {
  /** PostgreSQL has no place for it, and nobody reads it: Unicode's sign for what was lost. */
  private static final char LOST = '\uFFFD';

  /** Half of what H2 takes. */
  private static final int LONG = 1 << 19;

  /** Most texts are short, and lists read thousands: Java's own way takes 16 KiB for each. */
  private static final int SOME = 512;

  private static final long serialVersionUID = 1;

  /** As any database keeps it. */
  static String storable(String text) {
    return text.replace('\0', LOST);
  }

  @Override
  public <X> ValueBinder<X> getBinder(JavaType<X> javaType) {
    return new BasicBinder<>(javaType, this) {
      private static final long serialVersionUID = 1;

      @Override
      protected void doBind(PreparedStatement to, X value, int index, WrapperOptions options)
          throws SQLException {
        String text = storable(javaType.unwrap(value, String.class, options));
        if (text.length() > LONG) {
          to.setCharacterStream(index, new StringReader(text), text.length());
        } else {
          to.setString(index, text);
        }
      }

      @Override
      protected void doBind(CallableStatement to, X value, String name, WrapperOptions options) {
        throw new UnsupportedOperationException("Berth calls no procedures");
      }
    };
  }

  @Override
  public <X> ValueExtractor<X> getExtractor(JavaType<X> javaType) {
    return new BasicExtractor<>(javaType, this) {
      private static final long serialVersionUID = 1;

      @Override
      protected @Nullable X doExtract(ResultSet from, int index, WrapperOptions options)
          throws SQLException {
        try (Reader text = from.getCharacterStream(index)) {
          return text == null ? null : javaType.wrap(read(text), options);
        } catch (IOException e) {
          throw new SQLException("a text cannot be read", e);
        }
      }

      @Override
      protected X doExtract(CallableStatement from, int index, WrapperOptions options) {
        throw new UnsupportedOperationException("Berth calls no procedures");
      }

      @Override
      protected X doExtract(CallableStatement from, String name, WrapperOptions options) {
        throw new UnsupportedOperationException("Berth calls no procedures");
      }
    };
  }

  private static String read(Reader text) throws IOException {
    StringBuilder whole = new StringBuilder();
    char[] some = new char[SOME];
    for (int read = text.read(some); read >= 0; read = text.read(some)) {
      whole.append(some, 0, read);
    }
    return whole.toString();
  }
}
