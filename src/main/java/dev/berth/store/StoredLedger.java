package dev.berth.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.berth.spec.Claim;
import dev.berth.spec.SourceLedger;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What sources have done, in the database. */
@ApplicationScoped
public class StoredLedger implements SourceLedger {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<LinkedHashMap<String, Object>> TREE = new TypeReference<>() {};

  private final ClaimRows claims;
  private final ReportRows reports;

  StoredLedger(ClaimRows claims, ReportRows reports) {
    this.claims = claims;
    this.reports = reports;
  }

  @Override
  @Transactional
  public Optional<Claim> owner(String app) {
    return claims.findByIdOptional(app).map(ClaimEntity::claim);
  }

  @Override
  @Transactional
  public List<Claim> claims(String source) {
    return claims.list("source", Sort.by("app"), source).stream().map(ClaimEntity::claim).toList();
  }

  /** Two sources that claim at once meet at the primary key. */
  @Override
  public boolean claim(Claim claim) {
    try {
      return QuarkusTransaction.requiringNew().call(() -> write(claim));
    } catch (PersistenceException e) {
      return false;
    }
  }

  private boolean write(Claim claim) {
    Optional<ClaimEntity> row = claims.findByIdOptional(claim.app());
    if (row.filter(found -> !found.source.equals(claim.source())).isPresent()) {
      return false;
    }
    ClaimEntity entity = row.orElseGet(ClaimEntity::new);
    entity.app = claim.app();
    entity.source = claim.source();
    entity.file = claim.file();
    entity.forced = claim.forced();
    if (row.isEmpty()) {
      claims.persist(entity);
    }
    claims.flush();
    return true;
  }

  @Override
  @Transactional
  public void release(String app, String source) {
    claims.delete("app = ?1 and source = ?2", app, source);
  }

  @Override
  @Transactional
  public Optional<Map<String, Object>> report(String source) {
    return reports.findByIdOptional(source).map(row -> tree(row.content));
  }

  private static Map<String, Object> tree(String text) {
    try {
      return JSON.readValue(text, TREE);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored report is not JSON", e);
    }
  }

  @Override
  @Transactional
  public void saveReport(String source, Map<String, Object> report) {
    Optional<ReportEntity> row = reports.findByIdOptional(source);
    ReportEntity entity = row.orElseGet(ReportEntity::new);
    entity.source = source;
    try {
      entity.content = JSON.writeValueAsString(report);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a report cannot be written as JSON", e);
    }
    if (row.isEmpty()) {
      reports.persist(entity);
    }
  }

  @Override
  @Transactional
  public void forget(String source) {
    claims.delete("source", source);
    reports.delete("source", source);
  }
}
