package dev.berth.spec.policy;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The options of {@code mount} that a file system may be given, by its type: a list of what is
 * allowed, for among the others are those that make a bind mount of it, whatever its type.
 */
final class MountOptions {
  /** Flags that hold for every file system (mount(8)) and lead nowhere. */
  private static final Set<String> FLAGS =
      words(
          "defaults ro rw exec noexec suid nosuid dev nodev sync async dirsync atime noatime"
              + " diratime nodiratime relatime norelatime strictatime nostrictatime lazytime"
              + " nolazytime silent loud mand nomand auto noauto _netdev user nouser");

  private static final Set<String> TMPFS =
      words("size nr_blocks nr_inodes mode uid gid huge mpol inode32 inode64 noswap");

  private static final Set<String> NFS =
      words(
          "addr mountaddr clientaddr vers nfsvers minorversion proto mountproto port mountport"
              + " mountvers mounthost tcp tcp6 udp udp6 rdma soft softerr hard timeo retrans retry"
              + " rsize wsize bsize namlen ac noac acregmin acregmax acdirmin acdirmax actimeo sec"
              + " bg fg intr nointr lock nolock local_lock cto nocto acl noacl rdirplus nordirplus"
              + " sharecache nosharecache resvport noresvport lookupcache migration nomigration"
              + " nconnect max_connect fsc nofsc posix noposix trunkdiscovery xprtsec");

  private static final Set<String> CIFS =
      words(
          "username user password pass password2 domain dom workgroup addr ip vers sec uid gid"
              + " forceuid noforceuid forcegid noforcegid file_mode dir_mode port iocharset nocase"
              + " ignorecase nounix serverino noserverino nobrl nolease mfsymlinks sfu noperm perm"
              + " dynperm nodfs nohandlecache persistenthandles resilienthandles"
              + " nopersistenthandles noresilienthandles cache actimeo acregmax acdirmax rsize"
              + " wsize bsize max_credits soft hard retrans echo_interval seal sign rdma mapposix"
              + " mapchars nomapchars intr nointr cifsacl nocifsacl acl noacl xattr nouser_xattr"
              + " user_xattr nosharesock multichannel max_channels servern netbiosname prefixpath"
              + " guest snapshot modefromsid idsfromsid posixpaths noposixpaths fsc nofsc"
              + " closetimeo handletimeout compress multiuser");

  private static final Set<String> BIND =
      words("bind rbind private rprivate slave rslave shared rshared");

  /** Types that say nothing of what is mounted: it is a path of the machine. */
  private static final Set<String> BINDS = Set.of("none", "bind", "");

  /** What may be mounted by its type alone, with what it takes. */
  private static final Map<String, Set<String>> BY_TYPE =
      Map.of(
          "tmpfs", TMPFS, "nfs", NFS, "nfs4", NFS, "cifs", CIFS, "smb3", CIFS, "smb2", CIFS, "none",
          BIND, "bind", BIND, "", BIND);

  private MountOptions() {}

  private static Set<String> words(String text) {
    return Set.of(text.split(" ", -1));
  }

  /** Whether a type is one of those that reach no file of the machine. */
  static boolean isHarmless(String type) {
    return BY_TYPE.containsKey(type) && !isBind(type);
  }

  /** Whether a mount of that type is of a path of the machine. */
  static boolean isBind(String type) {
    return BINDS.contains(type);
  }

  /** Options of a mount that its type does not take. */
  static List<String> unknown(String type, String options) {
    Set<String> own = BY_TYPE.getOrDefault(type, Set.of());
    return names(options).filter(name -> !own.contains(name) && !FLAGS.contains(name)).toList();
  }

  private static Stream<String> names(String options) {
    return Arrays.stream(options.split(",", -1))
        .map(option -> option.split("=", 2)[0].strip().toLowerCase(Locale.ROOT))
        .filter(name -> !name.isEmpty())
        .distinct();
  }

  /** Those of memory, which the engine hands to its runtime as they are. */
  static String unknownOfMemory(String options) {
    return unknown("tmpfs", options).stream().sorted().collect(Collectors.joining(", "));
  }
}
