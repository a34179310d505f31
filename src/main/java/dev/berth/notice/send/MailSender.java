package dev.berth.notice.send;

import dev.berth.notice.NoticeText;
import jakarta.mail.Authenticator;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Sends by SMTP: sealed from the start ({@code smtps}), or from its second word on. */
final class MailSender implements NoticeSender {
  private static final String PATIENCE_MILLIS = "15000";

  private final NoticeTarget target;

  MailSender(NoticeTarget target) {
    this.target = target;
  }

  @Override
  public Said send(NoticeText text) throws IOException {
    NoticeTarget.Letters letters = target.address().letters();
    try {
      MimeMessage letter = new Letter(session(), "<" + text.notice().id() + "@berth>");
      letter.setFrom(new InternetAddress(letters.from().orElse("berth@localhost")));
      for (String to : letters.to()) {
        letter.addRecipient(Message.RecipientType.TO, new InternetAddress(to));
      }
      letter.setSubject(text.title(), StandardCharsets.UTF_8.name());
      letter.setSentDate(Date.from(text.notice().time()));
      letter.setHeader("Auto-Submitted", "auto-generated");
      letter.setText(text.body() + "\n", StandardCharsets.UTF_8.name());
      Transport.send(letter);
      return new Said(true, Optional.empty(), "the mail server has taken it");
    } catch (MessagingException e) {
      throw new IOException(reason(e), e);
    }
  }

  /** The innermost words are the server's, or the network's. */
  private static String reason(MessagingException e) {
    @Nullable Exception inner = e.getNextException();
    return e.getMessage() + (inner == null ? "" : ": " + inner.getMessage());
  }

  private Session session() throws IOException {
    URI server = URI.create(target.address().url().read());
    boolean isSealed = server.getScheme().equals("smtps");
    Properties wanted = new Properties();
    wanted.put("mail.smtp.host", server.getHost());
    wanted.put("mail.smtp.port", String.valueOf(port(server, isSealed)));
    wanted.put("mail.smtp.ssl.enable", String.valueOf(isSealed));
    wanted.put("mail.smtp.ssl.checkserveridentity", "true");
    wanted.put("mail.smtp.starttls.enable", "true");
    wanted.put("mail.smtp.starttls.required", String.valueOf(!isSealed && !Here.is(server)));
    wanted.put("mail.smtp.connectiontimeout", PATIENCE_MILLIS);
    wanted.put("mail.smtp.timeout", PATIENCE_MILLIS);
    wanted.put("mail.smtp.writetimeout", PATIENCE_MILLIS);
    Optional<String> username = target.address().letters().username();
    if (username.isEmpty()) {
      return Session.getInstance(wanted);
    }
    wanted.put("mail.smtp.auth", "true");
    Optional<NoticeSecret> password = target.address().token();
    String opened = password.isPresent() ? password.get().read() : "";
    return Session.getInstance(wanted, new Login(username.get(), opened));
  }

  private static int port(URI server, boolean isSealed) {
    int usual = isSealed ? 465 : 587;
    return server.getPort() < 0 ? usual : server.getPort();
  }

  /** With a name that stays the same with every try. */
  private static final class Letter extends MimeMessage {
    private final String id;

    Letter(Session session, String id) {
      super(session);
      this.id = id;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", id);
    }
  }

  private static final class Login extends Authenticator {
    private final String username;
    private final String password;

    Login(String username, String password) {
      this.username = username;
      this.password = password;
    }

    @Override
    protected PasswordAuthentication getPasswordAuthentication() {
      return new PasswordAuthentication(username, password);
    }
  }
}
