package dev.berth.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;

/** The table of reports on sources. */
@ApplicationScoped
class ReportRows implements PanacheRepositoryBase<ReportEntity, String> {}
