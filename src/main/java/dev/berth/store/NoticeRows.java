package dev.berth.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;

/** The table of targets of notices. */
@ApplicationScoped
class NoticeRows implements PanacheRepositoryBase<NoticeEntity, String> {}
